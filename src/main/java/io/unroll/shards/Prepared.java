package io.unroll.shards;

import java.util.Optional;
import org.apache.hadoop.fs.Path;

/**
 * A complete shards folder.
 *
 * @param report what is known of the data; a folder that is reused may be too old to have it
 * @param reused whether it was there already, prepared with the same settings from the same files
 */
public record Prepared(Path path, Manifest manifest, Optional<DataReport> report, boolean reused) {}
