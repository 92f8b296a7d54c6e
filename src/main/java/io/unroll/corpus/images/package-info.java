/**
 * Pictures with labels. It names {@code example} and {@code files}.
 *
 * <p>Read {@link ImagesCorpus} first. {@link IdxCorpus}, {@link IdxHeader} and {@link IdxPictures}
 * read the format of MNIST, {@link PictureFolders} and {@link PictureFile} files in folders; both
 * give {@link Picture}s. {@link EnglishNumber} spells labels.
 */
@NullMarked
package io.unroll.corpus.images;

import org.jspecify.annotations.NullMarked;
