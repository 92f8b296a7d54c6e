/**
 * The choice between oneDNN kernels and ND4J's operations, and the threads both compute with.
 *
 * <p>Read first {@link io.unroll.layers.backend.KernelUse}, which decides for each layer and keeps
 * the reasons why a kernel cannot serve. {@link io.unroll.layers.backend.NativeThreads} sizes the
 * native thread pools, {@link io.unroll.layers.backend.HostArrays} refuses arrays on a device. The
 * only room that packages outside the layers name for anything but a layer.
 */
@NullMarked
package io.unroll.layers.backend;

import org.jspecify.annotations.NullMarked;
