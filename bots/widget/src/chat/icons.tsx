/** Icons, drawn here so that nothing is fetched. Each is decoration: its button has the name. */
import type { ComponentChildren } from "preact";

const icon = (children: ComponentChildren) => () => (
  <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    {children}
  </svg>
);

export const ChatIcon = icon(
  <path d="M5 4.5h14a1.5 1.5 0 0 1 1.5 1.5v9.5A1.5 1.5 0 0 1 19 17h-7l-4.5 3.5V17H5a1.5 1.5 0 0 1-1.5-1.5V6A1.5 1.5 0 0 1 5 4.5ZM8 9h8M8 12.5h5" />,
);
export const CloseIcon = icon(<path d="m6.5 6.5 11 11m0-11-11 11" />);
export const NewIcon = icon(<path d="M19 12v6.5a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1v-12a1 1 0 0 1 1-1h6.5M17.8 3.7l2.5 2.5L13 13.5l-3.2.7.7-3.2 7.3-7.3Z" />);
export const SendIcon = icon(<path d="M12 19.5v-15m-6 6 6-6 6 6" />);
export const StopIcon = icon(<rect x="7" y="7" width="10" height="10" rx="1.5" fill="currentColor" />);
export const CopyIcon = icon(
  <path d="M9 8.5h9a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1H9a1 1 0 0 1-1-1v-10a1 1 0 0 1 1-1ZM5 15.5v-11a1 1 0 0 1 1-1h9" />,
);
export const GoodIcon = icon(
  <path d="M7.5 10.5 11 3.8c1.4 0 2.3 1 2.3 2.4V9.5h4.9a1.8 1.8 0 0 1 1.8 2.1l-1.1 6.6a1.8 1.8 0 0 1-1.8 1.5H7.5m0-9.2v9.2m0-9.2H5a1 1 0 0 0-1 1v7.2a1 1 0 0 0 1 1h2.5" />,
);
export const BadIcon = icon(
  <path d="M16.5 13.5 13 20.2c-1.4 0-2.3-1-2.3-2.4v-3.3H5.8A1.8 1.8 0 0 1 4 12.4l1.1-6.6a1.8 1.8 0 0 1 1.8-1.5h9.6m0 9.2V4.3m0 9.2H19a1 1 0 0 0 1-1V5.3a1 1 0 0 0-1-1h-2.5" />,
);
export const BackIcon = icon(<path d="M19 12H5m6-6-6 6 6 6" />);
export const NextIcon = icon(<path d="m9.5 5.5 6.5 6.5-6.5 6.5" />);
export const PreviousIcon = icon(<path d="M14.5 5.5 8 12l6.5 6.5" />);
export const ZoomIcon = icon(<path d="M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13Zm4.7 11.2 5.3 5.3M10.5 7.8v5.4m-2.7-2.7h5.4" />);
export const WarningIcon = icon(<path d="M12 4 2.8 19.5h18.4L12 4Zm0 6v4.5m0 2.5v.3" />);
export const InfoIcon = icon(<path d="M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17Zm0 7.5v5.5m0-8.6v.2" />);
