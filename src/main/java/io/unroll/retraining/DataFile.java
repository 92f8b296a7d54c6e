package io.unroll.retraining;

/**
 * A file of a night's data.
 *
 * @param date of its partition, such as 2026-11-20
 * @param path its full URI
 * @param bytes on disk
 * @param modified when it last changed, in milliseconds since 1970
 */
public record DataFile(String date, String path, long bytes, long modified) {}
