/** The picker's emoji, by group: the ones people use when they talk to a company, not all there are. */
export const EMOJI = {
  faces: '😀 😃 😄 😁 😆 😅 😂 🙂 🙃 😉 😊 😍 🤩 😘 😋 😎 🤔 😐 😴 😌 😔 😟 😢 😭 😡 😱 😳 🥺 😇 🤒 🥳 🤝',
  gestures: '👍 👎 👌 ✌️ 🤞 👏 🙌 🙏 💪 👋 ☝️ 👀 🙋 🤷 🤦 ❤️',
  things: '📦 🚚 🛒 🛍️ 🎁 💳 💰 🧾 📷 📱 💻 🔋 🔧 🔑 💡 🛋️ 🪑 🛏️ 🚪 🏠 ☎️ 📧 📍 📅',
  signs: '✅ ❌ ❗ ❓ ⭐ 🔥 💯 ⏰ ⏳ 🔄 ➕ ➖ ⚠️ 🆗 🎉 💬',
} as const;

export type EmojiGroup = keyof typeof EMOJI;
