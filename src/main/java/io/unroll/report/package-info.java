/**
 * Results of a run, rendered for people and for scripts. Knows plain records, never Spark or a file
 * system: files are returned as bytes by name.
 *
 * <p>Two records come in, {@link RunReport} for a run and {@code DataReport} for prepared data.
 * Read first {@link ReportFiles} and {@link DataReportFiles}, which render them. Then:
 *
 * <ul>
 *   <li><b>pages</b>: {@link ReportPage} and {@link DataReportPage} fill the templates; a {@link
 *       Section} for each part; {@link Chart} and its forms draw SVG ({@link InlineSvg});
 *   <li><b>scripts</b>: {@link ReportJson} by the schema in docs/report.md, {@link MetricsTable};
 *   <li><b>text</b>: {@link TerminalSummary}, {@link SamplesText}; {@link VisibleText} shows
 *       invisible characters, {@link Figures} formats numbers;
 *   <li><b>findings</b>: {@link DataVerdicts} judges the data, {@link Baseline} the headline.
 * </ul>
 */
@NullMarked
package io.unroll.report;

import org.jspecify.annotations.NullMarked;
