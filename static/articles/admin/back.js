// Tells the forms that wait in other windows who is logged in again, and closes this one.
const { user, csrf } = document.getElementById("back").dataset
const channel = new BroadcastChannel("wieder-da")
channel.postMessage({ user, csrf })
channel.close()
if (window.opener) window.close()
