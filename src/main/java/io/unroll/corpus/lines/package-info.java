/**
 * Lines of UTF-8 and CSV records. It names {@code example} and {@code files}.
 *
 * <p>Read {@link LineReader} first: all corpora of lines read by it.
 *
 * <ul>
 *   <li>{@link ByteLines}: the bytes of lines. {@link LineText}: their text, without end and mark.
 *   <li>{@link LineReader}: the {@link SourceLine}s that begin in a slice. {@link Utf8Lines}: lines
 *       of any stream, for inputs that are to be answered. {@link DamagedFile} ends a file early.
 *   <li>{@link CsvRecords}: records of several lines. {@link CsvFields}: their fields.
 *   <li>{@link UsualColumns}: how many columns a record must have.
 * </ul>
 */
@NullMarked
package io.unroll.corpus.lines;

import org.jspecify.annotations.NullMarked;
