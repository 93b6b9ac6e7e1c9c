import { connect } from 'node:net';

/** Whether a server of this machine that speaks first does so on a port, as those of IMAP and SMTP do. */
export const greets = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('data', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
