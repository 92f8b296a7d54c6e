/**
 * Tasks whose examples are computed from a seed and an index. It names {@code example} and {@code
 * files}.
 *
 * <p>Read {@link ExampleGenerator} first, which has a generator for each task; {@link
 * GeneratedCorpus} makes a corpus of it. {@link ProgramWriter} writes programs and their results
 * for {@link ProgramGenerator}; {@link CurriculumGenerator} orders them by difficulty.
 */
@NullMarked
package io.unroll.corpus.generated;

import org.jspecify.annotations.NullMarked;
