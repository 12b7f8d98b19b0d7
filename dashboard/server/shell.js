// Added to the page that holds the dashboard. When its websocket closes, it asks whether somebody is still logged in,
// and leads to the login page if not; when an upload is refused, it says why, which Streamlit does not.
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
