/** Layers and modules with named parameters, as PyTorch names them. */
package org.zeuxis.nn;
