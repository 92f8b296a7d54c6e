/**
 * Token ids as padded batches on disk: laying out, writing, checking and reading them. Knows Spark
 * and Hadoop file systems, and no networks.
 *
 * <p>Read first {@link Preparation}: it scans the corpus, learns each side's codec, lays the
 * batches out, writes them and reads them back. Then:
 *
 * <ul>
 *   <li><b>content and ids</b>: {@link SideCodec} and its forms {@link TextSide}, {@link
 *       SpelledSide}, {@link LabelSide}, {@link FrameSide}, {@link FeatureSide}; {@link
 *       SideLearner} learns them, {@link SideFiles} keeps them, {@link StreamCodec} is that of
 *       running text;
 *   <li><b>drafts</b>, one for each layout: {@link ExampleDraft} makes an {@link Outcome} of each
 *       example, {@link StreamDraft} makes lanes of a text; {@link BadRecords} and {@link
 *       LabelCheck} refuse what cannot be trained on;
 *   <li><b>layouts</b>: {@link BucketPlan} and {@link BucketedLayout} for examples, {@link
 *       LaneGeometry} and {@link LanesLayout} for text;
 *   <li><b>files</b>: {@link ShardWriter} and {@link BatchRow} (one batch, one Parquet row), {@link
 *       ShardFolder}, {@link Manifest}; {@link ShardReader} verifies hashes and yields {@link
 *       SequenceBatch}es;
 *   <li><b>report of the data</b>: tallies that add up while {@link BatchCensus} reads the batches
 *       back, gathered by {@link DataReportAssembly} in a {@link DataReport}.
 * </ul>
 */
@NullMarked
package io.unroll.shards;

import org.jspecify.annotations.NullMarked;
