/** Layers of images, sounds and volumes: {@code (spatial dimensions.., channels, batch)}. */
package gradshell.nn.conv;
