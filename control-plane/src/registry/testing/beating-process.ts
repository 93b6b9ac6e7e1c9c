import { Beat, silentLog, subjects, systemClock } from '@weft/proto';
import { NatsBus } from '@weft/proto/node';

/** What a media node's process is to the cluster, in a process of its own to be killed: a connection of its name, and beats. Arguments: address, id, region. */
const [servers = '', nodeId = '', region = ''] = process.argv.slice(2);
const bus = await NatsBus.create({ servers, name: nodeId, log: silentLog });
let seq = 0;
systemClock.every(50, () => {
  seq += 1;
  bus.publish(subjects.beat(region, nodeId), Beat.encode({ nodeId, region, seq, state: 'active' }));
});
