/* A day and hour as the site writes them: 3 May 2026, 09:00. Not by the browser, which may know no Belarusian and would write
   May 3; and not by a Date, which skips the hour that clocks skip where the editor sits. */

/* `moment`: as a form writes it, 2026-05-03T09:00; `months`: the twelve as they stand in a day. "" where it is none. */
export function inWords(moment, months) {
  const [, year, month, day, hour] = /^(\d{4,})-(\d\d)-(\d\d)T(\d\d:\d\d)/.exec(moment) ?? [];
  return hour ? `${Number(day)}\u00a0${months[month - 1]} ${year}, ${hour}` : "";
}

/* On the clock of this computer, as a form would write it. */
export function here(milliseconds) {
  const minutes = new Date(milliseconds).getTimezoneOffset();
  return new Date(milliseconds - minutes * 60_000).toISOString();
}
