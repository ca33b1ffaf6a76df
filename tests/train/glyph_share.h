/* Which share of what people wrote, and of the fonts. */
#ifndef TZ_GLYPH_SHARE_H
#define TZ_GLYPH_SHARE_H

enum glyph_share {
    SHARE_LEARN,  /* what is learned from */
    SHARE_CHOOSE, /* settings are chosen on it */
    SHARE_TEST,   /* neither: what a model can do is measured on it, once */
    SHARE_KNOWN   /* the first two together: once the settings are chosen */
};

#endif
