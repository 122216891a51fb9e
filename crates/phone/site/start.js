// Starts the worker that answers for the server, then goes to the first page.
const state = document.querySelector('#state');

async function start() {
  if (!('serviceWorker' in navigator)) {
    state.textContent = 'Ce navigateur est trop ancien pour travailler sans le poste du centre.';
    return;
  }
  const registration = await navigator.serviceWorker.register('worker.js', { type: 'module' });
  const worker = registration.installing ?? registration.waiting ?? registration.active;
  if (worker.state !== 'activated') {
    await new Promise((ready, failed) => {
      worker.addEventListener('statechange', () => {
        if (worker.state === 'activated') ready();
        if (worker.state === 'redundant') failed(new Error("le programme n'a pas pu s'installer"));
      });
    });
  }
  location.replace('./a-propos');
}

start().catch((error) => {
  state.textContent = `L'ouverture a échoué : ${error.message}`;
});
