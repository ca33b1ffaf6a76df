/* How large the printed and written signs of a page are. Private to the forms
 * room. */
#ifndef TZ_FORMS_SIGN_HEIGHT_H
#define TZ_FORMS_SIGN_HEIGHT_H

struct Pix;

/** The usual height of the signs in a bilevel image without rules, px; 0 without
 * any. */
double sign_height(struct Pix *text, int dpi);

#endif
