/**
 * Makes uploaded pictures safe and handy: decoded to prove that they are pictures, turned upright,
 * freed of what cameras write into them, shrunk. Called by {@code file.api}. Invariant: nothing of
 * a picture's metadata is stored, and no picture takes more memory than its bounds allow.
 */
@NullMarked
package dev.klatch.file.image;

import org.jspecify.annotations.NullMarked;
