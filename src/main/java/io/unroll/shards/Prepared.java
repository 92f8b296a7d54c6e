package io.unroll.shards;

import org.apache.hadoop.fs.Path;

/**
 * A complete shards folder.
 *
 * @param reused whether it was there already, prepared with the same settings from the same files
 */
public record Prepared(Path path, Manifest manifest, boolean reused) {}
