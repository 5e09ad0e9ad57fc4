import {
  type Icon,
  IconBuildingCommunity,
  IconCalendar,
  IconChartLine,
  IconDeviceMobile,
  IconHome,
  IconInbox,
  IconLayoutGrid,
  IconMessageCircle,
  IconPhoto,
  IconRobot,
  IconSettings,
  IconShieldCog,
  IconTargetArrow,
  IconUsersGroup,
} from '@tabler/icons-react'

export interface MenuItem {
  /** Its words: `nav.<name>`. */
  name: string
  to: string
  icon: Icon
  /** Shown only to whoever has it. */
  permission?: string
  /** Shown only where Instagram is the sandbox. */
  sandboxOnly?: boolean
}

export interface MenuGroup {
  name: string
  items: MenuItem[]
}

export const MENU: MenuGroup[] = [
  { name: 'main', items: [{ name: 'home', to: '/', icon: IconHome }] },
  {
    name: 'publish',
    items: [
      { name: 'calendar', to: '/calendar', icon: IconCalendar },
      { name: 'posts', to: '/posts', icon: IconLayoutGrid },
      { name: 'media', to: '/media', icon: IconPhoto },
      { name: 'campaigns', to: '/campaigns', icon: IconTargetArrow },
      { name: 'analytics', to: '/analytics', icon: IconChartLine },
    ],
  },
  {
    name: 'talk',
    items: [
      { name: 'inbox', to: '/inbox', icon: IconInbox },
      { name: 'comments', to: '/comments', icon: IconMessageCircle },
      { name: 'automation', to: '/automation', icon: IconRobot },
    ],
  },
  {
    name: 'grow',
    items: [
      { name: 'audience', to: '/audience', icon: IconUsersGroup },
      { name: 'exchange', to: '/community', icon: IconBuildingCommunity },
    ],
  },
  {
    name: 'manage',
    items: [
      { name: 'settings', to: '/settings', icon: IconSettings },
      { name: 'admin', to: '/admin', icon: IconShieldCog, permission: 'manage-users' },
      { name: 'sandbox', to: '/sandbox', icon: IconDeviceMobile, sandboxOnly: true },
    ],
  },
]

/** What the bar at the bottom of a phone shows; the rest is behind "More". */
export const PHONE_MENU = ['home', 'calendar', 'inbox']
