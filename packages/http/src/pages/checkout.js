// The button stays for whoever comes back to this page.
document.getElementById('checkout')?.submit()
