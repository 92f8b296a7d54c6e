/**
 * Hadoop's and Spark's access to files: settings, paths and errors. It names no other room.
 *
 * <ul>
 *   <li>{@link HadoopSettings}: the one place that makes Hadoop's settings.
 *   <li>{@link PlainLocalFileSystem}: local files without checksum files.
 *   <li>{@link SparkPath}: a path that Spark's readers take as it is, not as a pattern.
 *   <li>{@link SparkErrors}: the line of an exception of Spark that helps a reader.
 * </ul>
 */
@NullMarked
package io.unroll.corpus.storage;

import org.jspecify.annotations.NullMarked;
