// Makes `<shopkeeper-chat>` an element of this page.
import { ShopkeeperChat } from './element.js';

if (!customElements.get('shopkeeper-chat')) customElements.define('shopkeeper-chat', ShopkeeperChat);
