/* Sends a picture and tells how much of it has gone; fetch cannot do that. */

export function send(address, data, token, onProgress) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", address);
    request.setRequestHeader("X-CSRFToken", token);
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", (event) => { if (event.lengthComputable) onProgress(event.loaded / event.total); });
    request.addEventListener("error", () => resolve({}));
    request.addEventListener("load", () => resolve(read(request)));
    request.send(data);
  });
}

function read(request) {
  if (!request.getResponseHeader("Content-Type")?.startsWith("application/json")) {
    return { isSignedOut: request.status === 403 || request.responseURL.includes("/login/") };
  }
  try {
    return JSON.parse(request.responseText);
  } catch {
    return {};
  }
}
