/**
 * The front door to corpora: {@link Corpora} opens the one that the settings describe. Corpora are
 * texts, examples in files or tables, and generated tasks, cut into training, validation and test;
 * nothing here knows of tokens.
 *
 * <p>Read {@code example} and {@code files} first, then the room of a format. Arrows run from left
 * to right only:
 *
 * <pre>
 * corpus -&gt; table -&gt; records, tagged, series -&gt; lines -&gt; files -&gt; example, storage
 *                    sets, images, generated, text   -&gt; files
 * </pre>
 *
 * <p>Other packages name {@code example}, {@code files}, {@code lines}, {@code storage}, {@code
 * text} and {@code generated}; the rooms of the formats are named from here alone.
 */
@NullMarked
package io.unroll.corpus;

import org.jspecify.annotations.NullMarked;
