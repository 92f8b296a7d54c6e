/** A trained model put to use: lines or the rows of a Spark table in, answers out. */
@NullMarked
package io.unroll.answering;

import org.jspecify.annotations.NullMarked;
