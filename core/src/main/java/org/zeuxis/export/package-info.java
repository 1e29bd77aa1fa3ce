/** File formats that others read: safetensors, NumPy arrays, image grids, animations. */
package org.zeuxis.export;
