/**
 * Where the samples come from: data sets, the order they are drawn in, and the loader that turns
 * them into batches.
 *
 * <p>Images are unsigned bytes at rest and {@code [N,C,H,W]} floats in [-1,1] in flight. Everything
 * random is a pure function of a seed and a position, so that one number resumes a loader bit for
 * bit.
 */
package org.zeuxis.data;
