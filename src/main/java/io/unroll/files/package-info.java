/**
 * Files and folders that appear whole or not at all ({@link ExclusiveFile}, {@link WholeFolder}),
 * the lease by which one process at a time writes them ({@link Lease}), JSON ({@link Json}, {@link
 * JsonFile}) and SHA-256 ({@link Hashes}). On any Hadoop file system; knows nothing of runs.
 */
@NullMarked
package io.unroll.files;

import org.jspecify.annotations.NullMarked;
