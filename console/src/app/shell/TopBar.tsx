import {
  ActionIcon,
  Avatar,
  Box,
  Burger,
  Button,
  Group,
  Kbd,
  Menu,
  Text,
  Tooltip,
  UnstyledButton,
  useMantineColorScheme,
  VisuallyHidden,
} from '@mantine/core'
import { useOs } from '@mantine/hooks'
import { openSpotlight } from '@mantine/spotlight'
import {
  IconBuilding,
  IconCheck,
  IconLanguage,
  IconLogout,
  IconMoon,
  IconPlus,
  IconSearch,
  IconSettings,
  IconSun,
  IconSunMoon,
} from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { query } from '~/api/client'
import type { LiveState } from '~/api/live'
import { signOut } from '~/api/session'
import { chooseWorkspace } from '~/api/workspace'
import { useMe } from '~/app/me'
import { currentLanguage, LANGUAGES, type Language, speak } from '~/i18n'
import { Logo } from '~/ui/Logo'
import classes from './Shell.module.css'

interface TopBarProps {
  live: LiveState
  menuOpen: boolean
  onMenu: () => void
}

export function TopBar({ live, menuOpen, onMenu }: TopBarProps) {
  const { t } = useTranslation()
  return (
    <Group h="100%" px={{ base: 'sm', md: 'md' }} justify="space-between" wrap="nowrap" gap="sm">
      <Group gap="xs" wrap="nowrap">
        <Burger opened={menuOpen} onClick={onMenu} hiddenFrom="md" size="sm" aria-label={t('nav.main')} />
        <Link to="/" className={classes.brand} aria-label="Autogram">
          <Logo size={28} />
          <Box component="span" visibleFrom="xs">
            Autogram
          </Box>
        </Link>
      </Group>
      <Search />
      <Group gap="xs" wrap="nowrap">
        <Button
          leftSection={<IconPlus size={16} aria-hidden />}
          renderRoot={(props) => <Link to="/compose" {...props} />}
          visibleFrom="sm"
        >
          {t('action.create')}
        </Button>
        <LiveDot state={live} />
        <PersonMenu />
      </Group>
    </Group>
  )
}

function Search() {
  const { t } = useTranslation()
  const os = useOs()
  return (
    <>
      <Button
        variant="default"
        visibleFrom="md"
        w={340}
        justify="space-between"
        fw={400}
        c="dimmed"
        leftSection={<IconSearch size={16} aria-hidden />}
        rightSection={<Kbd size="xs">{os === 'macos' ? '⌘ K' : 'Ctrl K'}</Kbd>}
        onClick={openSpotlight}
      >
        {t('commands.placeholder')}
      </Button>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        ml="auto"
        hiddenFrom="md"
        onClick={openSpotlight}
        aria-label={t('commands.label')}
      >
        <IconSearch size={20} aria-hidden />
      </ActionIcon>
    </>
  )
}

const LIVE_COLOURS = { live: 'teal', connecting: 'gray', away: 'orange' }

function LiveDot({ state }: { state: LiveState }) {
  const { t } = useTranslation()
  return (
    <Tooltip label={t(`live.${state}`)}>
      <Box
        w={9}
        h={9}
        bg={`${LIVE_COLOURS[state]}.6`}
        role="img"
        aria-label={t(`live.${state}`)}
        style={{ borderRadius: '50%', flexShrink: 0 }}
      />
    </Tooltip>
  )
}

function PersonMenu() {
  const { t, i18n } = useTranslation()
  const { data: me } = useMe()
  const { data: workspaces } = query.useQuery('get', '/api/v1/workspaces', {}, { staleTime: 300_000 })
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const name = me?.full_name || me?.email || ''
  const spaces = workspaces ?? []
  return (
    <Menu position="bottom-end" width={260} shadow="md">
      <Menu.Target>
        <UnstyledButton>
          <Avatar size={34} radius="xl" color="brand" name={name} aria-hidden />
          <VisuallyHidden>{name || t('nav.main')}</VisuallyHidden>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Box px="sm" py={6}>
          <Text size="sm" fw={600} truncate>
            {name}
          </Text>
          <Text size="xs" c="dimmed" truncate>
            {me?.email}
          </Text>
        </Box>
        <Menu.Divider />
        {spaces.length > 1 && (
          <>
            <Menu.Label>{t('workspace.label')}</Menu.Label>
            {spaces.map((space) => (
              <Menu.Item
                key={space.id}
                leftSection={<IconBuilding size={16} aria-hidden />}
                rightSection={space.id === me?.workspace_id ? <IconCheck size={16} aria-hidden /> : null}
                onClick={() => chooseWorkspace(space.is_personal ? null : space.id)}
              >
                {space.name}
              </Menu.Item>
            ))}
            <Menu.Divider />
          </>
        )}
        <Menu.Label>{t('look.theme')}</Menu.Label>
        {(['light', 'dark', 'auto'] as const).map((scheme) => (
          <Menu.Item
            key={scheme}
            closeMenuOnClick={false}
            leftSection={<SchemeIcon scheme={scheme} />}
            rightSection={colorScheme === scheme ? <IconCheck size={16} aria-hidden /> : null}
            onClick={() => setColorScheme(scheme)}
          >
            {t(`look.${scheme}`)}
          </Menu.Item>
        ))}
        <Menu.Label>{t('look.language')}</Menu.Label>
        {(Object.keys(LANGUAGES) as Language[]).map((language) => (
          <Menu.Item
            key={language}
            closeMenuOnClick={false}
            leftSection={<IconLanguage size={16} aria-hidden />}
            rightSection={i18n.language === language ? <IconCheck size={16} aria-hidden /> : null}
            onClick={() => language !== currentLanguage() && void speak(language)}
            lang={language}
          >
            {LANGUAGES[language]}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconSettings size={16} aria-hidden />}
          renderRoot={(props) => <Link to="/settings" {...props} />}
        >
          {t('nav.settings')}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => void signOut()}>
          {t('action.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

function SchemeIcon({ scheme }: { scheme: 'light' | 'dark' | 'auto' }) {
  const Glyph = { light: IconSun, dark: IconMoon, auto: IconSunMoon }[scheme]
  return <Glyph size={16} aria-hidden />
}
