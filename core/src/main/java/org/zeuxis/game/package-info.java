/** The rules of one iteration: who plays, in which order, on which losses. */
package org.zeuxis.game;
