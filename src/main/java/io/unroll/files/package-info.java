/**
 * Files and folders that appear whole or not at all, and the lease by which one process at a time
 * writes them. On any Hadoop file system; knows nothing of runs.
 */
@NullMarked
package io.unroll.files;

import org.jspecify.annotations.NullMarked;
