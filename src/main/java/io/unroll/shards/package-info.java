/**
 * Token ids as padded batches on disk: laying out, writing, checking and reading them; knows Spark
 * and Hadoop file systems, and no networks.
 */
@NullMarked
package io.unroll.shards;

import org.jspecify.annotations.NullMarked;
