/** What a server reports of a mail that it took and could not deliver. */
export interface Undelivered {
  /** The server that reports. */
  readonly server: string;
  readonly to: string;
  /** Whose mail came back. */
  readonly sender: string;
  /** Enhanced status (RFC 3463), and the words of the server. */
  readonly status: string;
  readonly words: string;
  /** With its brackets. */
  readonly messageId: string;
  readonly subject: string;
  readonly atMs: number;
}

/** A delivery status notification (RFC 3464), as a mail server sends it back under no sender. */
export function reportOf(undelivered: Undelivered): Uint8Array {
  const { server, to, sender, status, words, messageId, subject, atMs } = undelivered;
  const boundary = `=_report_${Math.round(atMs).toString(36)}`;
  const diagnostic = `552 ${status} ${words}`;
  const lines = [
    ...[`From: Mail Delivery System <MAILER-DAEMON@${server}>`, `To: <${sender}>`],
    ...['Subject: Undelivered Mail Returned to Sender', `Date: ${new Date(atMs).toUTCString()}`],
    `Message-ID: <report.${Math.round(atMs)}.${messageId.replace(/[^\w]/g, '').slice(0, 60)}@${server}>`,
    ...['Auto-Submitted: auto-replied', 'MIME-Version: 1.0'],
    `Content-Type: multipart/report; report-type=delivery-status; boundary="${boundary}"`,
    ...['', `--${boundary}`, 'Content-Type: text/plain; charset=us-ascii', ''],
    ...[`Your mail to <${to}> could not be delivered:`, '', diagnostic, ''],
    ...[`--${boundary}`, 'Content-Type: message/delivery-status', ''],
    ...[`Reporting-MTA: dns; ${server}`, '', `Final-Recipient: rfc822; ${to}`],
    ...['Action: failed', `Status: ${status}`, `Diagnostic-Code: smtp; ${diagnostic}`, ''],
    ...[`--${boundary}`, 'Content-Type: text/rfc822-headers', ''],
    ...[`Message-ID: ${messageId}`, `Subject: ${subject.replace(/[^\x20-\x7e]/g, '?')}`, ''],
    ...[`--${boundary}--`, ''],
  ];
  return Buffer.from(lines.join('\r\n'));
}
