/** Scenes of small programs, as the server would send them. */
import { analyseProgram } from '../../extension/analysis/program';
import { sceneAt } from '../../extension/analysis/scene';
import type { Scene } from '../../extension/protocol/scene';
import { memoryHost } from '../extension/analysis/fixture';
import { pythonParser } from '../parser';

const nowhere = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** The scene where a text stands in a program. */
export async function sceneOn(source: string, at: string, name = 'net.py'): Promise<Scene> {
  const parser = await pythonParser();
  if (name.endsWith('.ts')) await parser.prepare(['typescript']);
  const program = analyseProgram(memoryHost(parser, new Map([[name, source]])), name, { roots: [] });
  const scene = sceneAt(program, name, source.indexOf(at), (path) => ({ uri: `file:///${path}`, range: nowhere }));
  if (scene === null) throw new Error(`no op is known at ${at}`);
  return { uri: `file:///${name}`, documentVersion: 1, ...scene };
}

/** A stem, a block with a skip connection that runs twice, and a head. */
export const residual = `
import torch
from torch import nn

class Block(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.conv = nn.Conv2d(width, width, 3, padding=1, bias=False)
        self.bn = nn.BatchNorm2d(width)
    def forward(self, x):
        y = torch.relu(self.bn(self.conv(x)))
        return x + y

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(3, 8, 3, stride=2, padding=1)
        self.blocks = nn.Sequential(Block(8), Block(8))
        self.pool = nn.MaxPool2d(2)
        self.fc = nn.Linear(8, 10)
    def forward(self, x):
        x = self.pool(self.blocks(self.stem(x)))
        return self.fc(x.mean((2, 3)))

Net()(torch.randn(2, 3, 32, 32))
`;
