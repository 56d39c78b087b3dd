"use strict";

// The markup holds the questionnaire, and its controls hold the answers: a draft is read from them
// and put back into them, and there is no other state but which screen is shown.

const $ = (selector, within = document) => within.querySelector(selector);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];

const questions = all(".question");
const [START, REVIEW] = [0, questions.length + 1]; // the questions are screens 1 to their number
let screen = START;

const buttons = (question) => all(".answers button", question);
const answer = (question) => $("[aria-pressed=true]", question)?.value;
const note = (question) => $("textarea", question).value.trim();
const firstMissing = () => questions.findIndex((question) => !answer(question)) + 1 || REVIEW;

/** Who answers. A person of the questionnaire brings the team along. */
function respondent() {
  const person = $("#name");
  const chosen = person.selectedOptions?.[0] ?? $("[name=team]:checked");
  const team = chosen?.dataset.team ?? chosen?.value ?? "";
  return { name: person.value.trim(), team, label: chosen?.dataset.label };
}

// The answers document, as src/response/document/writer.rs and src/yaml/quotes.rs write it.

const NOT_TEXT = ["yes", "no", "true", "false", "on", "off", "y", "n", "null", "nan"];
const PLAIN = /^\p{Alphabetic}[\p{Alphabetic}\p{N} .,'()/!_-]*$/u;
// As src/text.rs: what is not shown or instructs what shows it, but for the joiners of emoji and words.
const UNSAFE =
  /(?![\u200c\u200d\ufe0f])[\x7f-\x9f\p{Default_Ignorable_Code_Point}\u2028\u2029\u2800\ufff9-\ufffb\ufffe\uffff]/gu;

function quoted(text) {
  const isPlain = PLAIN.test(text) && !text.endsWith(" ") && !NOT_TEXT.includes(text.toLowerCase());
  return isPlain ? text : JSON.stringify(text).replace(UNSAFE, escaped);
}

function escaped(character) {
  const unit = (index) => character.charCodeAt(index).toString(16).padStart(4, "0");
  return Array.from({ length: character.length }, (_, index) => "\\u" + unit(index)).join("");
}

function today() {
  const two = (number) => String(number).padStart(2, "0");
  const now = new Date();
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

function answersDocument() {
  const { name, team } = respondent();
  const entry = (question, value) => `  ${quoted(question.dataset.id)}: ${value}`;
  const notes = questions.filter(note).map((question) => entry(question, quoted(note(question))));
  const lines = [
    `name: ${quoted(name)}`,
    ...(team ? [`team: ${quoted(team)}`] : []),
    `date: ${today()}`,
    "answers:",
    ...questions.map((question) => entry(question, answer(question))),
    ...(notes.length ? ["notes:", ...notes] : []),
  ];
  return lines.join("\n") + "\n";
}

/** `Mara (Marketing): yes no …`, unless it would not say everything or could be read otherwise. */
function oneLine() {
  const { name, team, label } = respondent();
  const isSimple = (text) => /^[\p{L}\p{N}][\p{L}\p{M}\p{N} .'’_-]*$/u.test(text);
  const isKey = !team && /^[a-z0-9-]+$/.test(name); // `date: …` or `traffic: …` is a document
  if (!isSimple(name) || isKey || questions.some(note)) return undefined;
  const of = team && ` (${isSimple(label) ? label : team})`;
  return `${name}${of}: ${questions.map(answer).join(" ")}`;
}

/** The person's name as a file name: no separators, nothing hidden, no name that means something. */
function fileName() {
  const words = respondent().name.normalize("NFC").toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  const stem = [...words.join("-")].slice(0, 60).join("") || "answers";
  const isTaken = /^(con|prn|aux|nul|com\d|lpt\d|questions|decisions)$/.test(stem);
  return `${stem}${isTaken ? "-answers" : ""}.yaml`;
}

// The draft in the browser. Storage may be forbidden, full or written by somebody else.

/** The questionnaire's own key: a 32-bit FNV-1a hash of everything it says. */
const KEY = (() => {
  const said = document.title + $("#start").textContent + questions.map((question) => question.dataset.id + question.textContent);
  let hash = 0x811c9dc5;
  for (let index = 0; index < said.length; index++) hash = Math.imul(hash ^ said.charCodeAt(index), 0x01000193);
  return `align-${(hash >>> 0).toString(16)}`;
})();

function stored() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? {};
  } catch {
    return {};
  }
}

function keep() {
  const by = (value) => Object.fromEntries(questions.map((question) => [question.dataset.id, value(question)]));
  const { name, team } = respondent();
  const draft = { name, team, screen, answers: by(answer), notes: by((question) => $("textarea", question).value) };
  try {
    localStorage.setItem(KEY, JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}

function restore({ name = "", team, screen: last = START, answers = {}, notes = {} }) {
  $("#name").value = name;
  for (const radio of all("[name=team]")) radio.checked = radio.value === team;
  for (const question of questions) {
    press(question, answers?.[question.dataset.id]);
    $("textarea", question).value = notes?.[question.dataset.id] ?? "";
  }
  return $("#start").checkValidity() ? Math.min(Math.max(Math.trunc(last) || START, START), firstMissing()) : START;
}

// What is shown.

function show(next) {
  screen = next;
  const isQuestion = START < screen && screen < REVIEW;
  document.body.dataset.screen = isQuestion ? "question" : screen === START ? "start" : "review";
  questions.forEach((question, index) => question.classList.toggle("current", index + 1 === screen));
  $("progress").value = Math.min(questions.filter(answer).length, isQuestion ? screen - 1 : REVIEW);
  $("#progress").textContent = isQuestion ? `Question ${screen} of ${questions.length}` : "";
  $("#start .primary").textContent = questions.some(answer) ? "Go on" : "Start";
  $("#next").hidden = !(isQuestion && answer(questions[screen - 1]));
  for (const toggle of all("[aria-expanded]")) expand(toggle, isNeeded(toggle));
  if (screen === REVIEW) prepareReview();
  keep();
}

/** A help is read once; a note stays in sight. */
const isNeeded = (toggle) => Boolean($(`.why#${toggle.getAttribute("aria-controls")} textarea`)?.value);

/** Shows a screen as the next page of the browser's history, so that its back button goes back. */
function go(next) {
  show(next);
  history.pushState({ screen, depth: (history.state?.depth ?? 0) + 1 }, "");
  arrive();
}

function arrive() {
  scrollTo(0, 0);
  const heading = { start: "#start h2", question: ".current h2", review: "#review h2" };
  $(heading[document.body.dataset.screen]).focus({ preventScroll: true });
}

function forward() {
  go(screen + 1 < REVIEW ? screen + 1 : firstMissing());
}

function back() {
  if (history.state?.depth) return history.back();
  show(Math.max(screen - 1, START));
  history.replaceState({ screen, depth: 0 }, "");
  arrive();
}

function prepareReview() {
  const { name, label } = respondent();
  $("#who").textContent = label ? `${name}, ${label}` : name;
  $("#copy").textContent = oneLine() ? "Copy as one line" : "Copy as text";
  $("#share").hidden = !navigator.share;
  tell("");
}

function tell(text, toCopy = "") {
  $("#told").textContent = text;
  $("#by-hand").hidden = !toCopy;
  $("#by-hand").value = toCopy;
  if (toCopy) $("#by-hand").select();
}

function press(question, value) {
  for (const button of buttons(question)) button.setAttribute("aria-pressed", button.value === value);
}

function expand(button, isOpen = button.getAttribute("aria-expanded") === "false") {
  button.setAttribute("aria-expanded", isOpen);
  $("#" + button.getAttribute("aria-controls")).hidden = !isOpen;
  return isOpen;
}

function choose(question, value) {
  press(question, value);
  if (screen !== REVIEW) return forward();
  keep();
}

// What people do.

$("#start").addEventListener("submit", (event) => {
  event.preventDefault();
  go(firstMissing());
});
$("#back").addEventListener("click", back);
$("#next").addEventListener("click", forward);
$("#change").addEventListener("click", () => go(START));
document.addEventListener("input", () => {
  keep();
  if (screen === REVIEW) prepareReview();
});
addEventListener("popstate", (event) => {
  show(Math.min(event.state?.screen ?? START, firstMissing()));
  arrive();
});

const keys = keysOfAnswers();
for (const question of questions) {
  for (const button of buttons(question)) {
    button.addEventListener("click", () => choose(question, button.value));
    $("kbd", button).textContent = [...keys].find(([, value]) => value === button.value)[0];
  }
  for (const toggle of all("[aria-expanded]", question)) {
    toggle.addEventListener("click", () => expand(toggle) && $(`.why#${toggle.getAttribute("aria-controls")} textarea`)?.focus());
  }
  question.addEventListener("keydown", (event) => onKey(event, question));
}

/** The first letters of the words on the buttons where they differ, then y n u and 1 2 3. */
function keysOfAnswers() {
  const shown = buttons(questions[0]);
  const letters = shown.map((button) => [...$(".word", button).textContent.toLowerCase()][0]);
  const rows = [["y", "n", "u"], ["1", "2", "3"]];
  if (new Set(letters).size === letters.length) rows.unshift(letters);
  const keys = new Map();
  for (const row of rows) row.forEach((key, index) => keys.has(key) || keys.set(key, shown[index].value));
  return keys;
}

function onKey(event, question) {
  const isTyping = event.target.matches("textarea");
  if (isTyping || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
  const key = event.key.toLowerCase();
  const does = {
    ArrowRight: () => focusBeside(question, 1),
    ArrowDown: () => focusBeside(question, 1),
    ArrowLeft: () => focusBeside(question, -1),
    ArrowUp: () => focusBeside(question, -1),
    "?": () => $("[aria-controls^=help]", question)?.click(),
    w: () => $("[aria-controls^=why]", question).click(),
    b: () => screen !== REVIEW && back(),
  };
  const act = keys.has(key) ? () => choose(question, keys.get(key)) : (does[event.key] ?? does[key]);
  if (!act) return;
  event.preventDefault();
  act();
}

function focusBeside(question, step) {
  const choices = buttons(question);
  const at = choices.indexOf(document.activeElement);
  choices[at < 0 ? 0 : (at + step + choices.length) % choices.length].focus();
}

$("#save").addEventListener("click", () => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([answersDocument()], { type: "application/yaml" }));
  link.download = fileName();
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  tell(`Saved as ${link.download}. Now send that file to whoever sent you this page.`);
});

$("#copy").addEventListener("click", async () => {
  const text = oneLine() ?? answersDocument();
  try {
    await navigator.clipboard.writeText(text);
    tell("Copied. Now paste it into the chat or the e-mail.");
  } catch {
    tell("This browser does not let a page copy. Copy this yourself:", text);
  }
});

$("#share").addEventListener("click", async () => {
  const files = [new File([answersDocument()], fileName(), { type: "text/plain" })];
  // Chromium (userAgentData) shares only files with the endings on its list; .yaml is not on it.
  const canSend = !navigator.userAgentData && navigator.canShare?.({ files });
  try {
    await navigator.share(canSend ? { files } : { text: oneLine() ?? answersDocument() });
    tell("Shared.");
  } catch (error) {
    if (error.name !== "AbortError") tell("This device does not share it. Save the file instead.");
  }
});

$("#forget").addEventListener("click", () => {
  if (!confirm("Delete your answers from this browser?")) return;
  restore({});
  go(START);
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Storage is forbidden, so nothing is in it.
  }
});

show(restore(stored()));
history.replaceState({ screen, depth: 0 }, "");
if (screen !== START) arrive();
$("#kept").textContent = keep()
  ? "Your answers stay in this browser until you send them yourself."
  : "This browser keeps nothing: finish before you close the page.";
