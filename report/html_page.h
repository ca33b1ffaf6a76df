/* What report/page/ holds, as text; cmake/embed.cmake makes it. Private to
 * report/. */
#ifndef TZ_REPORT_HTML_PAGE_H
#define TZ_REPORT_HTML_PAGE_H

extern const char html_page_css[], html_page_js[];

#endif
