// Added to the page that holds the dashboard. When its websocket closes, it asks whether somebody is still logged in,
// and leads to the login page if not; when an upload is refused, it says why, which Streamlit does not; what is printed
// fits the paper.
window.WebSocket = class extends WebSocket {
  constructor(...given) {
    super(...given);
    this.addEventListener("close", () => fetch("/_stcore/health").then(answer => {
      if (answer.status === 401)
        location.replace("/login?next=" + encodeURIComponent(location.pathname + location.search));
    }, () => {}));
  }
};
const open = XMLHttpRequest.prototype.open;
XMLHttpRequest.prototype.open = function (method, ...given) {
  if (method.toUpperCase() === "PUT")
    this.addEventListener("load", () => {
      if (this.status < 400 || document.getElementById("refused")) return;
      const box = document.body.appendChild(document.createElement("dialog"));
      box.id = "refused";
      box.append(this.responseText, document.createElement("p"), document.createElement("button"));
      box.lastChild.textContent = "知道了";
      box.lastChild.onclick = () => box.remove();
      box.onclose = () => box.remove();
      box.showModal();
    });
  return open.call(this, method, ...given);
};
// On paper a page stands as on the screen, without what is beside it: its charts keep the width they were drawn with.
window.addEventListener("beforeprint", () => {
  const page = document.querySelector("[data-testid=stMainBlockContainer]");
  if (!page) return;
  const look = document.getElementById("on-paper") || document.head.appendChild(document.createElement("style"));
  look.id = "on-paper";
  look.media = "print";
  look.textContent = "@page { size: A4; margin: 10mm } [data-testid=stSidebar], [data-testid=stHeader] { display: none }" +
    `body { zoom: ${Math.min(1, 718 / page.scrollWidth)} }`; // A4 is 718 pixels wide between its margins
});
