// The console of the overview page: a person at the laptop plays the customer.

const $ = (id) => document.getElementById(id);
let shown = "";

async function ask(path, body) {
  const options = body ? { method: "POST", body: JSON.stringify(body) } : {};
  const reply = await fetch(`/_sandbox/${path}`, options);
  const answer = await reply.json();
  if (reply.ok) return answer;
  const reasons = (answer.problems || []).map((problem) => `${problem.field}: ${problem.reason}`);
  throw new Error(reasons.join("; ") || answer.error);
}

function element(tag, text, properties = {}) {
  return Object.assign(document.createElement(tag), { textContent: text }, properties);
}

function button(label, does, properties = {}) {
  return element("button", label, { type: "button", onclick: does, ...properties });
}

async function act(body) {
  try {
    const who = { account: $("account").value, person: $("person").value };
    const answer = await ask("acts", { ...who, ...body });
    $("said").textContent = answer.webhooks ? "Done, the app is told." : "Done. The app is not subscribed to this.";
    await look(true);
  } catch (problem) {
    $("said").textContent = problem.message;
  }
}

function postbacks(payload) {
  const parts = [payload, ...(payload.elements || [])];
  return parts.flatMap((part) => part.buttons || []).filter((one) => one.type === "postback");
}

function facts(message) {
  return [
    message.is_ours ? (message.source === "app" ? "sent by the app" : "by phone") : "",
    message.num_edit ? "edited" : "",
    ...Object.values(message.reactions).map((reaction) => reaction.emoji),
  ].filter(Boolean);
}

function choices(message) {
  if (!message.is_ours) return [button("unsend", () => act({ act: "unsend", mid: message.mid }))];
  const react = button("❤️", () => act({ act: "react", mid: message.mid }), { ariaLabel: "Love this message" });
  const replies = message.quick_replies.map((reply) =>
    button(reply.title, () => act({ act: "message", text: reply.title, quick_reply: reply.payload })),
  );
  const taps = message.attachments
    .flatMap((attachment) => postbacks(attachment.payload || {}))
    .map((one) => button(one.title, () => act({ act: "postback", title: one.title, payload: one.payload })));
  return [react, ...replies, ...taps];
}

function content(attachment) {
  const { url, text, elements } = attachment.payload || {};
  if (attachment.type === "image" && url) return element("img", "", { src: url, alt: "picture" });
  if (url) return element("a", attachment.type, { href: url });
  return text || (elements || []).map((one) => one.title).join(", ") || attachment.type;
}

function bubble(message) {
  const box = element("div", "", { className: `bubble ${message.is_ours ? "ours" : "theirs"}` });
  if (message.is_deleted) {
    box.append(element("em", "unsent"));
    return box;
  }
  if (message.text) box.append(element("span", message.text));
  for (const attachment of message.attachments) box.append(content(attachment));
  if (!message.text && !message.attachments.length) box.append(element("em", "not supported"));
  box.append(element("small", facts(message).join(" · ")));
  const row = element("div", "");
  row.append(...choices(message));
  box.append(row);
  return box;
}

async function look(isForced) {
  const account = $("account").value;
  const person = $("person").value;
  const { conversations } = await ask(`accounts/${account}/conversations`);
  const mine = conversations.find((one) => one.username === person || one.igsid === person);
  const state = JSON.stringify([account, person, conversations.length, mine]);
  if (!isForced && state === shown) return;
  shown = state;
  const chips = conversations.slice(-12).reverse().map((one) => {
    const choose = () => {
      $("person").value = one.username;
      look(true);
    };
    return button(one.username, choose, { ariaPressed: String(one === mine) });
  });
  $("chips").replaceChildren(...chips);
  const lines = (mine ? mine.messages : []).map(bubble);
  const nothing = element("p", "Nothing written yet. Say something.");
  $("talk").replaceChildren(...(lines.length ? lines : [nothing]));
  requestAnimationFrame(() => ($("talk").scrollTop = $("talk").scrollHeight));
}

async function showPosts() {
  $("post-label").hidden = $("act").value !== "comment";
  if ($("post-label").hidden) return;
  const { media } = await ask(`published?username=${$("account").value}`);
  const options = media
    .reverse()
    .map((one) => element("option", (one.parameters.caption || one.id).slice(0, 60), { value: one.id }));
  $("post").replaceChildren(...options);
  if (!options.length) $("said").textContent = "This account has published nothing yet.";
}

function chosen(text) {
  const kind = $("act").value;
  if (kind === "photo") return { act: "message", text: text || null, attachments: [{ type: "image" }] };
  if (kind === "postback") return { act: kind, title: text || "Tap", payload: text || "TAP" };
  if (kind === "story_mention") return { act: kind };
  if (kind === "comment") return { act: kind, text, media_id: $("post").value };
  return { act: kind, text };
}

$("form").addEventListener("submit", async (event) => {
  event.preventDefault();
  await act(chosen($("text").value.trim()));
  $("text").value = "";
  $("text").focus();
});
$("text").addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey) return;
  event.preventDefault();
  $("form").requestSubmit();
});
$("account").addEventListener("change", () => Promise.all([showPosts(), look(true)]));
$("person").addEventListener("change", () => look(true));
$("act").addEventListener("change", showPosts);
showPosts();
look(true);
setInterval(() => document.hidden || look(false).catch(() => {}), 1000);
