import { z } from 'zod';
import { said } from '../setting-fields.ts';
import { quietFields } from '../sms/quiet-hours.ts';
import { limitFields, senderFields } from '../sms/settings.ts';

const text = (most: number) => z.string().max(most);
const whole = (least: number, most: number) => z.int().min(least).max(most);

/** An SMPP account: a number at a carrier. */
export const SmppSettings = z.strictObject({
  host: text(253).min(1).meta(said('Host', '主机')),
  port: whole(1, 65_535).default(2_775).meta(said('Port', '端口')),
  tls: z.boolean().default(false).meta(said('TLS', 'TLS 加密')),
  systemId: text(15).min(1).meta(said('System id', '系统账号（system_id）')),
  password: text(8).default('').meta(said('Password', '密码')),
  systemType: text(12).default('').meta(said('System type', '系统类型（system_type）')),
  /** Connections, each bound as a transceiver. */
  binds: whole(1, 16).default(1).meta(said('Connections', '连接数')),
  /** Submissions under way on each. */
  window: whole(1, 1_000).default(10).meta(said('Submissions under way on each', '每个连接的在途提交数')),
  enquireMs: whole(1_000, 600_000).default(30_000).meta(said('Sign of life every (ms)', '心跳间隔（毫秒）')),
  responseMs: whole(1_000, 120_000).default(30_000).meta(said('Answer awaited for (ms)', '等待应答（毫秒）')),
  ...senderFields,
  /** What numbers without a country belong to. */
  country: z
    .string()
    .regex(/^\d{1,3}$/)
    .default('86')
    .meta(
      said('Country code', '国家代码', { en: 'Of numbers that have none.', zh: '用于没有国家代码的号码。' }),
    ),
  /** What data_coding 0 means to this carrier. */
  defaultAlphabet: z
    .enum(['gsm7', 'latin1'])
    .default('gsm7')
    .meta(said('Alphabet of data_coding 0', 'data_coding 0 的字符集')),
  /** How long texts go: in parts with a header or TLVs, or whole. */
  long: z.enum(['udh8', 'udh16', 'sar', 'payload']).default('udh8').meta(said('Long texts', '长短信方式')),
  idForm: z
    .enum(['same', 'hex-then-decimal', 'decimal-then-hex'])
    .default('same')
    .meta(
      said('Form of message ids', '消息编号的写法', {
        en: 'In the answer, then in the receipt.',
        zh: '先应答，后回执。',
      }),
    ),
  ...limitFields,
  ...quietFields,
});

export type SmppSettings = z.output<typeof SmppSettings>;
