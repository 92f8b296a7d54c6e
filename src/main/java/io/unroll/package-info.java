/** The main class; everything else is in the packages below. */
@NullMarked
package io.unroll;

import org.jspecify.annotations.NullMarked;
