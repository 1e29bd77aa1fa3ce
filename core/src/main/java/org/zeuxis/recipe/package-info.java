/** The immutable configuration of a training, and the catalogue of named ones. */
package org.zeuxis.recipe;
