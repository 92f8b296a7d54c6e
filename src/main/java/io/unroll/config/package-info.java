/**
 * A settings file as checked records. Knows HOCON, and nothing of corpora, networks or Spark.
 *
 * <p>Read first {@link SettingsLoader}: file and {@code --set} options in, {@link Settings} out,
 * all problems at once as {@link InvalidInput}. Then:
 *
 * <ul>
 *   <li><b>records</b>: one for each section, such as {@link TrainingSettings}; {@link
 *       CorpusSettings}, {@link ModelSettings} and {@link TokenSettings} are sealed, with a record
 *       for each variant; {@link Checks} holds values to their bounds, {@link ModelFit} a model to
 *       its corpus;
 *   <li><b>binding</b>: {@link Schema} says which keys a record has, {@link RecordBinder} fills it,
 *       {@link Defaults} is {@code conf/reference.conf}, {@link UnknownKeys} and {@link Suggestion}
 *       catch typing errors, {@link Problems} and {@link Places} say where;
 *   <li><b>back</b>: {@link ResolvedSettings} writes them out; {@link Secrets} keeps passwords from
 *       being written.
 * </ul>
 */
@NullMarked
package io.unroll.config;

import org.jspecify.annotations.NullMarked;
