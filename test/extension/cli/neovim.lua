-- What a person sees in Neovim with the settings that the README gives: printed as JSON.
-- Run by `nvim --headless --clean -c 'luafile ...'`, with what to open in the environment.
local file, server = vim.env.SHAPE_INSPECTOR_FILE, vim.env.SHAPE_INSPECTOR_SERVER
local answer = {}

local ok, failure = pcall(function()
  vim.cmd('edit ' .. vim.fn.fnameescape(file))
  vim.bo.filetype = 'python'
  local id = vim.lsp.start_client({ name = 'shape-inspector', cmd = { 'node', server, 'lsp', '--stdio' }, root_dir = vim.fn.fnamemodify(file, ':h') })
  vim.lsp.buf_attach_client(0, id)
  assert(vim.wait(60000, function() return #vim.diagnostic.get(0) > 0 end, 50), 'no diagnostics within a minute')
  local client = vim.lsp.get_client_by_id(id)
  local document = { uri = vim.uri_from_bufnr(0) }
  local function ask(method, params)
    local reply = assert(client.request_sync(method, params, 60000, 0), method .. ': no answer')
    assert(not reply.err, vim.inspect(reply.err))
    return reply.result
  end
  local function place(text)
    local line = vim.fn.search('\\V' .. vim.fn.escape(text, '\\'), 'w')
    assert(line > 0, text)
    return { line = line - 1, character = vim.fn.col('.') - 1 }
  end

  answer.diagnostics = vim.tbl_map(function(one) return one.code .. ': ' .. vim.split(one.message, '\n')[1] end, vim.diagnostic.get(0))
  answer.hover = ask('textDocument/hover', { textDocument = document, position = place('fc(x)') }).contents.value
  answer.hints = vim.tbl_map(function(hint) return hint.label end, ask('textDocument/inlayHint', { textDocument = document, range = { start = { line = 0, character = 0 }, ['end'] = { line = vim.fn.line('$'), character = 0 } } }))
  local at = place('nn.Linear(512, 10)')
  local finding = vim.lsp.diagnostic.get_line_diagnostics(0, place('return self.fc(x)').line)[1]
  assert(finding, 'no diagnostic at self.fc(x)')
  local actions = ask('textDocument/codeAction', { textDocument = document, range = finding.range, context = { diagnostics = { finding } } })
  answer.actions = vim.tbl_map(function(action) return action.title end, actions)
  for _, action in ipairs(actions) do
    if action.title == 'Set in_features to 4608' then vim.lsp.util.apply_workspace_edit(action.edit, client.offset_encoding) end
  end
  answer.fixed = vim.fn.getline(at.line + 1)
end)
if not ok then answer.failure = tostring(failure) end
io.stdout:write(vim.json and vim.json.encode(answer) or vim.fn.json_encode(answer))
vim.lsp.stop_client(vim.lsp.get_active_clients())
vim.cmd('qall!')
