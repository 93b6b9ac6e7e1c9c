// A customer's phone at a simulated vendor: says what they say, shows what they are answered.

const WORDS = {
  zh: {
    ...{ simulated: '模拟器：本机扮演平台，不连外网', you: '你是', message: '消息', send: '发送' },
    ...{ line: '线路', doubled: '重复推送', shuffled: '乱序推送', ledger: '平台账本 (JSON)' },
    ...{ sending: '推送中…', delivered: '平台已送达', lost: '推送三次失败', refused: '平台拒绝' },
    ...{ language: 'English', away: '模拟器没有应答' },
    ...{ subject: '主题（留空则回复上一封）', pictures: 'HTML，带图片' },
  },
  en: {
    ...{
      simulated: 'Simulator: this machine plays the platform',
      you: 'You are',
      message: 'Message',
      send: 'Send',
    },
    ...{
      line: 'Line',
      doubled: 'Push twice',
      shuffled: 'Push out of order',
      ledger: "The platform's ledger (JSON)",
    },
    ...{ sending: 'being pushed…', delivered: 'delivered by the platform', lost: 'lost after three tries' },
    ...{ refused: 'refused by the platform', language: '中文', away: 'The simulator does not answer' },
    ...{ subject: 'Subject (empty answers the last mail)', pictures: 'HTML with pictures' },
  },
};
const POLL_MS = 700;

const at = (id) => document.getElementById(id);
let language = navigator.language.startsWith('zh') ? 'zh' : 'en';
let shown = '';
let person = '';

async function ask(path, body) {
  const init = body && {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
  const response = await fetch(path, init);
  if (!response.ok) throw new Error(WORDS[language].away);
  return response.json();
}

function draw(view) {
  const text = JSON.stringify([view, language]);
  if (text === shown) return;
  shown = text;
  const words = WORDS[language];
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  document.documentElement.dataset.vendor = view.vendor;
  document.title = view.title[language];
  at('title').textContent = view.title[language];
  at('language').textContent = words.language;
  for (const node of document.querySelectorAll('[data-word]')) node.textContent = words[node.dataset.word];
  at('composer').hidden = view.letters;
  at('letter').hidden = !view.letters;
  at('subject').placeholder = words.subject;
  at('words').placeholder = words.message;
  person = view.person;
  at('person').replaceChildren(
    ...view.people.map(({ id, name }) => new Option(name, id, false, id === person)),
  );
  at('acts').replaceChildren(...view.acts.map((act) => actButton(act)));
  at('doubled').checked = view.weather.doubled > 0;
  at('shuffled').checked = view.weather.shuffledMs > 0;
  at('lines').replaceChildren(...view.lines.map((line) => lineItem(line, words)));
  at('lines').scrollTop = at('lines').scrollHeight;
}

function actButton({ id, label }) {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = label[language];
  button.addEventListener('click', () => void act(id, ''));
  return button;
}

function lineItem({ side, text, state, code, choices = [] }, words) {
  const item = document.createElement('li');
  item.dataset.side = side;
  item.textContent = text;
  for (const choice of choices) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = choice;
    button.addEventListener('click', () => void act('choose', choice));
    item.append(button);
  }
  if (state !== '') {
    const small = document.createElement('small');
    small.textContent = [words[state], code].filter(Boolean).join(' ');
    item.append(small);
  }
  return item;
}

async function refresh() {
  try {
    draw(await ask(`/view?person=${encodeURIComponent(person)}`));
    at('error').textContent = '';
  } catch {
    at('error').textContent = WORDS[language].away;
  }
}

async function act(id, text, letter = {}) {
  try {
    await ask('/act', { person, act: id, text, ...letter });
  } catch {
    at('error').textContent = WORDS[language].away;
  }
  await refresh();
}

at('composer').addEventListener('submit', (event) => {
  event.preventDefault();
  const text = at('text').value.trim();
  if (text === '') return;
  at('text').value = '';
  void act('say', text);
});
at('letter').addEventListener('submit', (event) => {
  event.preventDefault();
  const [text, subject] = [at('words').value.trim(), at('subject').value.trim()];
  if (text === '') return;
  at('words').value = '';
  at('subject').value = '';
  void act('say', text, { subject, pictures: at('pictures').checked });
});
at('person').addEventListener('change', (event) => {
  person = event.target.value;
  void refresh();
});
at('language').addEventListener('click', () => {
  language = language === 'zh' ? 'en' : 'zh';
  void refresh();
});
for (const id of ['doubled', 'shuffled']) {
  at(id).addEventListener('change', () =>
    ask('/weather', {
      doubled: at('doubled').checked ? 1 : 0,
      shuffledMs: at('shuffled').checked ? 2000 : 0,
    }),
  );
}
await refresh();
setInterval(() => void refresh(), POLL_MS);
