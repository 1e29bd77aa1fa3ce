/**
 * Tensors, automatic differentiation and random numbers on libtorch.
 *
 * <p>The only package that imports the native binding.
 */
package org.zeuxis.engine;
