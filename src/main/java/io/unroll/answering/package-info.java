/**
 * A trained model in use: lines or the rows of a Spark table in, answers out.
 *
 * <p>Read first {@link Answerer}, which answers a batch of inputs. {@link LineAnswers} feeds it
 * lines, {@link TableAnswers} the rows of a table on executors ({@link RowAnswers}, with {@link
 * LengthBatches} to group inputs by length and {@link ModelPool} to keep models). {@link
 * InputReader} reads an input, {@link InputLimit} decides which are answered, {@link AnswerTally}
 * counts those that were not, {@link AnswerText} writes answers.
 */
@NullMarked
package io.unroll.answering;

import org.jspecify.annotations.NullMarked;
