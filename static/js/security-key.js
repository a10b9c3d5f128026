// What a security key reports, in words; allauth's scripts dispatch the error.
"use strict";

document.addEventListener("allauth.error", (event) => {
  const place = document.querySelector("[data-key-error]");
  if (!place) return;
  event.preventDefault();
  const known = {
    NotAllowedError: "The key was not touched in time, or you cancelled. Try again.",
    InvalidStateError: "This key is already added to your account.",
    SecurityError: "A security key needs https, or the address http://localhost.",
  };
  place.textContent =
    known[event.detail?.exception?.name] || "The key did not answer. Try again, or use a code.";
  place.hidden = false;
});
